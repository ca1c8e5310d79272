'use strict';

require('@sa11y/jest').setup();
